using Microsoft.Win32.SafeHandles;

namespace Kotwal.Fuzz;

/// <summary>The input that is being tried, in a file, so that it outlives a process that hangs or dies of it.</summary>
internal sealed class LastInput : IDisposable
{
    private readonly SafeFileHandle file;

    public LastInput(string target)
    {
        Directory.CreateDirectory(SampleFiles.Findings);
        Path = System.IO.Path.Combine(SampleFiles.Findings, target + ".last");
        file = File.OpenHandle(Path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
    }

    public string Path { get; }

    public void Write(byte[] input)
    {
        RandomAccess.SetLength(file, input.Length);
        RandomAccess.Write(file, input, fileOffset: 0);
    }

    public void Dispose() => file.Dispose();
}
