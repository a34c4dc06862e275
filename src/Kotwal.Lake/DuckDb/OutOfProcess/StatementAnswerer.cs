using System.Text;
using Kotwal.Lake.Results;

namespace Kotwal.Lake.DuckDb.OutOfProcess;

/// <summary>Runs the statements of a reader process, one at a time, on a thread of their own, so that a cancel can be heard.</summary>
internal sealed class StatementAnswerer(DuckDbSettings settings, Stream output) : IDisposable
{
    private const int ChunkBytes = 64 * 1024;

    private readonly Lock changing = new();
    private DuckDbSession? session;
    private CancellationTokenSource? running;
    private long runningNumber;

    /// <summary>Starts a statement. The one before has been answered, or the other side would not have sent it.</summary>
    public void Start((long Number, DuckDbStatement Statement) run)
    {
        lock (changing)
        {
            running?.Dispose();
            running = new CancellationTokenSource();
            runningNumber = run.Number;
            var cancel = running.Token;
            new Thread(() => Answer(run.Statement, cancel)) { IsBackground = true, Name = "statement" }.Start();
        }
    }

    public void Cancel(long number)
    {
        lock (changing)
        {
            if (number == runningNumber)
            {
                running?.Cancel();
            }
        }
    }

    /// <summary>Cancels what runs. The session is left to the end of the process, since its thread may still be inside.</summary>
    public void Dispose() => Cancel(runningNumber);

    private void Answer(DuckDbStatement statement, CancellationToken cancel)
    {
        // The thread that reads sends nothing, so this one owns the output. Rows are sent while the engine finds more.
        var last = Run(statement, cancel);
        Send(last);
        if (session is { IsBroken: true })
        {
            session.Dispose();
            session = null;
        }
    }

    private Frame Run(DuckDbStatement statement, CancellationToken cancel)
    {
        try
        {
            session ??= new DuckDbSession(settings);
            using var chunk = new RowChunk(Send);
            var bytes = 0L;
            var isCut = session.Run(statement, TakeRow, cancel);
            chunk.Flush();
            return Messages.Done(isCut);

            bool TakeRow(object?[] row)
            {
                var isFirst = bytes == 0;
                bytes += row.Sum(Cells.SizeOf);
                if (bytes > statement.MaxBytes && !isFirst)
                {
                    return false;
                }

                chunk.Add(row);
                return true;
            }
        }
        catch (OperationCanceledException)
        {
            return new Frame(FrameKind.Cancelled, []);
        }
        catch (DuckDbRefusedException refusal)
        {
            return Messages.Said(FrameKind.Refused, refusal.Message);
        }
        catch (IOException failure)
        {
            return Messages.Said(FrameKind.Failed, failure.Message);
        }
    }

    // The engine's thread has nothing else to do than to wait for the pipe.
    private void Send(Frame frame) => frame.SendAsync(output, CancellationToken.None).AsTask().GetAwaiter().GetResult();

    private sealed class RowChunk : IDisposable
    {
        private readonly Action<Frame> send;
        private readonly MemoryStream body = new();
        private readonly BinaryWriter writer;

        public RowChunk(Action<Frame> send)
        {
            this.send = send;
            writer = new BinaryWriter(body, Encoding.UTF8, leaveOpen: true);
        }

        public void Add(object?[] row)
        {
            writer.Write(true);
            CellCodec.WriteAll(writer, row);
            if (body.Length >= ChunkBytes)
            {
                Flush();
            }
        }

        public void Flush()
        {
            writer.Write(false);
            writer.Flush();
            send(new Frame(FrameKind.Rows, body.ToArray()));
            body.SetLength(0);
        }

        public void Dispose() => writer.Dispose();
    }
}
