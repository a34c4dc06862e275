using System.CommandLine;
using Kotwal.Lake;
using Kotwal.Serving;

namespace Kotwal.Commands;

/// <summary>The lake's settings as the server reads them, for commands that read its data folder without its state.</summary>
internal static class LakeConfig
{
    public static Option<FileInfo> Option() => new Option<FileInfo>("--config")
    {
        Description = "The server's file of settings. Needed where it says where cold days are; the environment counts too.",
    }.AcceptExistingOnly();

    /// <summary>Reads them. A command has the machine for itself where they do not say otherwise.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="config">The file, or null.</param>
    public static LakeOptions Read(string folder, string? config)
    {
        var configuration = new ConfigurationBuilder();
        configuration.AddSettings(new DataFolder(folder), config);
        var lake = new LakeOptions { ReaderThreads = Environment.ProcessorCount, ReaderMemoryMegabytes = 1024 };
        configuration.Build().GetSection("Lake").Bind(lake);
        return lake;
    }
}
