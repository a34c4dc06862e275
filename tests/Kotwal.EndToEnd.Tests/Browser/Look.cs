namespace Kotwal.EndToEnd.Tests.Browser;

/// <summary>How a page is looked at.</summary>
/// <param name="Name">What stands in the screenshot's name.</param>
/// <param name="IsDark">Whether the system prefers dark.</param>
/// <param name="Width">Of the window, in CSS pixels.</param>
/// <param name="Height">Of the window, in CSS pixels.</param>
/// <param name="Language">What the browser asks for.</param>
public sealed record Look(string Name, bool IsDark, int Width, int Height, string Language)
{
    public static Look Desk { get; } = new("light", false, 1440, 900, "en");

    public static Look Night { get; } = Desk with { Name = "dark", IsDark = true };

    public static Look Phone { get; } = new("phone", false, 390, 844, "en");

    public static Look PhoneAtNight { get; } = Phone with { Name = "phone-dark", IsDark = true };

    public static Look Hindi { get; } = Desk with { Name = "hindi", Language = "hi" };

    /// <summary>The looks in which every page is checked and kept as a picture.</summary>
    public static TheoryData<string> All { get; } = new(Desk.Name, Night.Name, Phone.Name, PhoneAtNight.Name, Hindi.Name);

    public static Look Named(string name) => new[] { Desk, Night, Phone, PhoneAtNight, Hindi }.Single(l => l.Name == name);
}
