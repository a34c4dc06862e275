using System.Net;
using System.Runtime.CompilerServices;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Kotwal.Lake.Cold;

/// <summary>A bucket of an S3-compatible store. What is larger than one part goes up in parts, of which one is in memory at a time.</summary>
internal sealed class S3ColdStore : IColdStore
{
    private const int MaxParts = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(10);

    private readonly AmazonS3Client client;
    private readonly string bucket;
    private readonly string prefix;
    private readonly int partBytes;

    /// <param name="options">The bucket.</param>
    /// <param name="partBytes">Length of a part; stores ask for 5 MiB at least.</param>
    public S3ColdStore(S3Options options, int partBytes = 16 << 20)
    {
        (bucket, prefix, this.partBytes) = (options.Bucket, options.Prefix, partBytes);
        var config = new AmazonS3Config
        {
            ForcePathStyle = options.PathStyle,
            Timeout = Patience,
            ConnectTimeout = ConnectPatience,
            MaxErrorRetry = 2,

            // Stores that are not Amazon's may keep the newer checksums inside the object; ours are stronger, and checked by reading back.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.Endpoint.Length > 0)
        {
            (config.ServiceURL, config.AuthenticationRegion) = (options.Endpoint, options.Region);
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        }

        client = options.AccessKey.Length > 0 ? new AmazonS3Client(new BasicAWSCredentials(options.AccessKey, options.SecretKey), config) : new AmazonS3Client(config);
        Place = $"{(options.Endpoint.Length > 0 ? options.Endpoint.TrimEnd('/') : "s3:/")}/{bucket}/{prefix}";
    }

    public string Place { get; }

    public async Task PutAsync(string name, Stream content, CancellationToken cancel)
    {
        var part = new byte[partBytes];
        var length = await content.ReadAtLeastAsync(part, part.Length, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
        await (length < part.Length
            ? AskAsync(
                () => client.PutObjectAsync(
                    new PutObjectRequest { BucketName = bucket, Key = prefix + name, InputStream = new MemoryStream(part, 0, length), UseChunkEncoding = false }, cancel),
                name, cancel)
            : PutPartsAsync(name, content, part, cancel)).ConfigureAwait(false);
    }

    public async Task<Stream> OpenAsync(string name, CancellationToken cancel)
    {
        var response = await AskAsync(() => client.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = prefix + name }, cancel), name, cancel).ConfigureAwait(false);
        return new S3ObjectStream(response, cancel);
    }

    public Task DeleteAsync(string name, CancellationToken cancel) =>
        AskAsync(() => client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = bucket, Key = prefix + name }, cancel), name, cancel);

    public async IAsyncEnumerable<ColdObject> ListAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix };
        ListObjectsV2Response page;
        do
        {
            page = await AskAsync(() => client.ListObjectsV2Async(request, cancel), prefix, cancel).ConfigureAwait(false);
            foreach (var one in page.S3Objects ?? [])
            {
                yield return new ColdObject(one.Key[prefix.Length..], one.Size ?? 0);
            }

            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
    }

    // Parts of an upload that was broken off are in no listing, and are paid for.
    public async Task RemoveUnfinishedAsync(CancellationToken cancel)
    {
        try
        {
            var uploads = await AskAsync(() => client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = bucket, Prefix = prefix }, cancel), prefix, cancel).ConfigureAwait(false);
            foreach (var upload in uploads.MultipartUploads ?? [])
            {
                await AbortAsync(upload.Key, upload.UploadId, cancel).ConfigureAwait(false);
            }
        }
        catch (IOException refused) when (refused.InnerException is AmazonS3Exception { StatusCode: HttpStatusCode.NotImplemented or HttpStatusCode.MethodNotAllowed or HttpStatusCode.Forbidden })
        {
            // Not every store tells them, nor every account; a rule of the bucket's own can remove them.
        }
    }

    public void Dispose() => client.Dispose();

    private async Task PutPartsAsync(string name, Stream content, byte[] part, CancellationToken cancel)
    {
        var begun = await AskAsync(() => client.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = bucket, Key = prefix + name }, cancel), name, cancel).ConfigureAwait(false);
        try
        {
            var parts = new List<PartETag>();
            for (var length = part.Length; length > 0;)
            {
                if (parts.Count == MaxParts)
                {
                    throw new IOException($"{name} is too large for {Place}: more than {MaxParts} parts.");
                }

                var (number, bytes) = (parts.Count + 1, length);
                var put = await AskAsync(
                    () => client.UploadPartAsync(
                        new UploadPartRequest
                        {
                            BucketName = bucket,
                            Key = prefix + name,
                            UploadId = begun.UploadId,
                            PartNumber = number,
                            PartSize = bytes,
                            InputStream = new MemoryStream(part, 0, bytes),
                            UseChunkEncoding = false,
                        },
                        cancel),
                    name, cancel).ConfigureAwait(false);
                parts.Add(new PartETag(number, put.ETag));
                length = await content.ReadAtLeastAsync(part, part.Length, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
            }

            await AskAsync(
                () => client.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest { BucketName = bucket, Key = prefix + name, UploadId = begun.UploadId, PartETags = parts }, cancel),
                name, cancel).ConfigureAwait(false);
        }
        catch
        {
            await TryAbortAsync(prefix + name, begun.UploadId).ConfigureAwait(false);
            throw;
        }
    }

    private Task<AbortMultipartUploadResponse> AbortAsync(string key, string upload, CancellationToken cancel) =>
        AskAsync(() => client.AbortMultipartUploadAsync(new AbortMultipartUploadRequest { BucketName = bucket, Key = key, UploadId = upload }, cancel), key, cancel);

    private async Task TryAbortAsync(string key, string upload)
    {
        try
        {
            await AbortAsync(key, upload, CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The next sweep tries again.
        }
    }

    private static async Task<T> AskAsync<T>(Func<Task<T>> ask, string name, CancellationToken cancel)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (AmazonS3Exception gone) when (gone is { StatusCode: HttpStatusCode.NotFound } && gone.ErrorCode != "NoSuchBucket")
        {
            throw new FileNotFoundException(gone.Message, name, gone);
        }
        catch (Exception failure) when (failure is AmazonServiceException or AmazonClientException or HttpRequestException
            || (failure is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new IOException(failure.Message, failure);
        }
    }
}
