namespace Kotwal.Collectors.Spool;

/// <summary>The folder that a spool lives in. Tests put a failing one in its place.</summary>
internal interface ISpoolDisk
{
    /// <summary>Names of the files in the folder.</summary>
    IReadOnlyList<string> List();

    /// <summary>Opens a file that exists, for reading and for cutting its tail.</summary>
    ISpoolFile Open(string name);

    /// <summary>Makes a new file; a file of that name is emptied.</summary>
    ISpoolFile Create(string name);

    void Delete(string name);

    /// <summary>Gives a file another's name, in one step.</summary>
    void Rename(string from, string to);

    /// <summary>Makes names that were created, renamed or deleted survive a loss of power.</summary>
    void Flush();
}

/// <summary>An open file of the spool.</summary>
internal interface ISpoolFile : IDisposable
{
    long Length { get; }

    /// <summary>Reads until the buffer is full or the file ends; returns the number of bytes read.</summary>
    int Read(Span<byte> buffer, long offset);

    void Write(ReadOnlySpan<byte> bytes, long offset);

    void Cut(long length);

    /// <summary>Returns when what was written survives a loss of power.</summary>
    void Flush();
}
