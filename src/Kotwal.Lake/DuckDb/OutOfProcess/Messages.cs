namespace Kotwal.Lake.DuckDb.OutOfProcess;

/// <summary>The bodies of frames.</summary>
internal static class Messages
{
    /// <summary>Version of what the frames say. A reader of another version answers nothing: it might read a condition away.</summary>
    private const int Version = 2;

    public static Frame Configure(DuckDbSettings settings) => Frame.Write(FrameKind.Configure, writer =>
    {
        writer.Write(Version);
        writer.Write(settings.Folder);
        writer.Write(settings.TemporaryFolder);
        writer.Write(settings.MemoryMegabytes);
        writer.Write(settings.MaxTemporaryMegabytes);
        writer.Write(settings.Threads);
    });

    /// <exception cref="InvalidDataException">The server speaks another version.</exception>
    public static DuckDbSettings ReadConfigure(Frame frame)
    {
        using var reader = frame.Read();
        if (reader.ReadInt32() is var version and not Version)
        {
            throw new InvalidDataException($"The server speaks version {version} to its readers, this reader speaks {Version}.");
        }

        return new(reader.ReadString(), reader.ReadString(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
    }

    public static Frame Run(long number, DuckDbStatement statement) => Frame.Write(FrameKind.Run, writer =>
    {
        writer.Write(number);
        writer.Write(statement.Sql);
        writer.Write(statement.MaxRows);
        writer.Write(statement.MaxBytes);
        CellCodec.WriteAll(writer, statement.Parameters);
    });

    public static (long Number, DuckDbStatement Statement) ReadRun(Frame frame)
    {
        using var reader = frame.Read();
        var number = reader.ReadInt64();
        var (sql, maxRows, maxBytes) = (reader.ReadString(), reader.ReadInt32(), reader.ReadInt64());
        return (number, new DuckDbStatement(sql, CellCodec.ReadAll(reader)!, maxRows, maxBytes));
    }

    public static Frame Cancel(long number) => Frame.Write(FrameKind.Cancel, writer => writer.Write(number));

    public static Frame Done(bool isCut) => Frame.Write(FrameKind.Done, writer => writer.Write(isCut));

    public static Frame Said(FrameKind kind, string message) => Frame.Write(kind, writer => writer.Write(message));

    public static long ReadNumber(Frame frame)
    {
        using var reader = frame.Read();
        return reader.ReadInt64();
    }

    public static bool ReadDone(Frame frame)
    {
        using var reader = frame.Read();
        return reader.ReadBoolean();
    }

    public static string ReadSaid(Frame frame)
    {
        using var reader = frame.Read();
        return reader.ReadString();
    }

    /// <summary>Adds the rows of a frame, each of which is preceded by the byte 1; the byte 0 ends them.</summary>
    public static void ReadRows(Frame frame, List<object?[]> rows)
    {
        using var reader = frame.Read();
        while (reader.ReadBoolean())
        {
            rows.Add(CellCodec.ReadAll(reader));
        }
    }
}
