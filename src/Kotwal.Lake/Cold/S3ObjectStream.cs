using Amazon.Runtime;
using Amazon.S3.Model;

namespace Kotwal.Lake.Cold;

/// <summary>The bytes of an object as they come. What breaks on the way is an <see cref="IOException"/>.</summary>
internal sealed class S3ObjectStream(GetObjectResponse response, CancellationToken asked) : Stream
{
    private readonly Stream inner = response.ResponseStream;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => response.ContentLength;

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is AmazonClientException or HttpRequestException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested && !asked.IsCancellationRequested))
        {
            throw new IOException(failure.Message, failure);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        response.Dispose();
        base.Dispose(disposing);
    }
}
