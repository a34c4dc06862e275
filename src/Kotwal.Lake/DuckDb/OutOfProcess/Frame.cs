using System.Buffers.Binary;
using System.Text;

namespace Kotwal.Lake.DuckDb.OutOfProcess;

/// <summary>What the frames between the server and a reader process say.</summary>
internal enum FrameKind : byte
{
    /// <summary>To the reader, first: what it may use.</summary>
    Configure = 1,

    /// <summary>To the reader: a numbered statement.</summary>
    Run = 2,

    /// <summary>To the reader: stop the statement of that number.</summary>
    Cancel = 3,

    /// <summary>From the reader: some rows.</summary>
    Rows = 10,

    /// <summary>From the reader: the statement ended well.</summary>
    Done = 11,

    /// <summary>From the reader: the engine refused.</summary>
    Refused = 12,

    /// <summary>From the reader: a file could not be read or written.</summary>
    Failed = 13,

    /// <summary>From the reader: the statement was cancelled.</summary>
    Cancelled = 14,
}

/// <summary>One message: four bytes of length (little-endian, kind included), one of kind, then the body as BinaryWriter writes it.</summary>
internal readonly record struct Frame(FrameKind Kind, byte[] Body)
{
    /// <summary>Longest body that is accepted, in bytes.</summary>
    public const int MaxBodyBytes = 512 * 1024 * 1024;

    public static Frame Write(FrameKind kind, Action<BinaryWriter> write)
    {
        var body = new MemoryStream();
        using (var writer = new BinaryWriter(body, Encoding.UTF8, leaveOpen: true))
        {
            write(writer);
        }

        return new(kind, body.ToArray());
    }

    public BinaryReader Read() => new(new MemoryStream(Body, writable: false), Encoding.UTF8);

    public async ValueTask SendAsync(Stream stream, CancellationToken cancel)
    {
        var head = new byte[5];
        BinaryPrimitives.WriteInt32LittleEndian(head, Body.Length + 1);
        head[4] = (byte)Kind;
        await stream.WriteAsync(head, cancel).ConfigureAwait(false);
        await stream.WriteAsync(Body, cancel).ConfigureAwait(false);
        await stream.FlushAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>Reads the next frame; null when the other side has closed.</summary>
    /// <exception cref="IOException">The other side broke off, or does not speak this protocol.</exception>
    public static async ValueTask<Frame?> ReceiveAsync(Stream stream, CancellationToken cancel)
    {
        var head = new byte[5];
        var read = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
        if (read == 0)
        {
            return null;
        }

        var length = read < head.Length ? -1 : BinaryPrimitives.ReadInt32LittleEndian(head) - 1;
        if (length is < 0 or > MaxBodyBytes)
        {
            throw new IOException("The reader process and the server do not understand each other.");
        }

        var body = new byte[length];
        await stream.ReadExactlyAsync(body, cancel).ConfigureAwait(false);
        return new Frame((FrameKind)head[4], body);
    }
}
