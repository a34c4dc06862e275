namespace Kotwal.Lake.DuckDb;

/// <summary>What one engine may use.</summary>
/// <param name="Folder">The only folder whose files it may read and write; a full path.</param>
/// <param name="TemporaryFolder">Where it puts what does not fit into memory; a full path.</param>
/// <param name="MemoryMegabytes">Most memory for its buffers.</param>
/// <param name="MaxTemporaryMegabytes">Most disk for what does not fit.</param>
/// <param name="Threads">Number of its threads.</param>
internal sealed record DuckDbSettings(
    string Folder, string TemporaryFolder, int MemoryMegabytes, int MaxTemporaryMegabytes, int Threads);
