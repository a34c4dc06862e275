namespace Kotwal.Collectors.Accounting;

/// <summary>Where the counts of sources are kept. Section <c>Collectors:Accounting</c>.</summary>
public sealed class AccountingOptions
{
    /// <summary>The file of the counts. Default <c>sources.json</c> in the data folder; empty keeps them in memory only.</summary>
    public string Path { get; set; } = "";
}
