namespace Kotwal.City.Access;

/// <summary>Marks an endpoint that answers plain HTML without any script: its policy lets nothing inline through.</summary>
public sealed class PlainPage
{
    /// <summary>The one instance; the mark carries no data.</summary>
    public static PlainPage Mark { get; } = new();

    private PlainPage()
    {
    }
}
