namespace Kotwal.City.Access;

/// <summary>Marks an endpoint that answers plain HTML: its policy lets nothing inline through, and no script unless it says so.</summary>
public sealed class PlainPage
{
    private PlainPage()
    {
    }

    /// <summary>A page without any script.</summary>
    public static PlainPage Mark { get; } = new();

    /// <summary>A page that may run script files of ours, and ask this server with them; it must be of use without.</summary>
    public static PlainPage WithScript { get; } = new() { RunsScript = true };

    internal bool RunsScript { get; private init; }
}
