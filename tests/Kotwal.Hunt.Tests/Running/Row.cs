namespace Kotwal.Hunt.Tests.Running;

/// <summary>One event of the test's table, as the oracle sees it.</summary>
internal sealed record Row(string Id, DateTime Time)
{
    public string Original { get; init; } = "";

    public string? Message { get; init; }

    public string? SourceIp { get; init; }

    public long? Port { get; init; }

    public string? User { get; init; }

    public string? Outcome { get; init; }

    public long? Bytes { get; init; }

    public double? Score { get; init; }

    public bool? IsEncrypted { get; init; }

    public string[]? Tags { get; init; }

    public IReadOnlyDictionary<string, string[]> Other { get; init; } = new Dictionary<string, string[]>();

    public string[] Others(string name) => Other.TryGetValue(name, out var values) ? values : [];
}
