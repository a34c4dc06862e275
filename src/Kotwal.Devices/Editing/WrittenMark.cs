namespace Kotwal.Devices.Editing;

/// <summary>
/// A mark while a person writes it. Fields write into it themselves: a value that goes up to the page and comes down again on each
/// key can come down late, and take back what was typed meanwhile. For one page.
/// </summary>
/// <param name="kind">One of <see cref="MarkKinds.All"/>.</param>
public sealed class WrittenMark(string kind)
{
    public string Kind { get; set; } = kind;

    public string Value { get; set; } = "";
}
