using Kotwal.Lake.DuckDb.OutOfProcess;

namespace Kotwal.Lake;

/// <summary>
/// The other side of a reader process: answers statements that come over a stream until it closes. Run by the hidden command
/// <c>kotwal lake-reader</c> with standard input and output. It trusts its parent, and can reach nothing but the lake's folder.
/// </summary>
public static class LakeReaderProcess
{
    /// <summary>Answers until the input ends.</summary>
    /// <param name="input">Frames from the server.</param>
    /// <param name="output">Frames to it; nothing else may be written there.</param>
    /// <param name="cancel">Stops reading.</param>
    public static async Task RunAsync(Stream input, Stream output, CancellationToken cancel)
    {
        if (await Frame.ReceiveAsync(input, cancel).ConfigureAwait(false) is not { Kind: FrameKind.Configure } first)
        {
            return;
        }

        using var answering = new StatementAnswerer(Messages.ReadConfigure(first), output);
        while (await Frame.ReceiveAsync(input, cancel).ConfigureAwait(false) is { } frame)
        {
            if (frame.Kind == FrameKind.Run)
            {
                answering.Start(Messages.ReadRun(frame));
            }
            else if (frame.Kind == FrameKind.Cancel)
            {
                answering.Cancel(Messages.ReadNumber(frame));
            }
        }
    }
}
