using System.Net;
using Kotwal.City.Graph;
using Kotwal.Console.Ui;

namespace Kotwal.Console.Tests;

/// <summary>Makes what does not matter to a test.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public const string Password = "a long enough phrase";

    public const string Rule = """
        title: Telnet sign-in with a camera's default name
        status: test
        detection:
          selection:
            destination.port: 23
            user.name: [root, admin]
          condition: selection
        level: high
        """;

    public static IReadOnlyList<double> Wave { get; } = [.. Enumerable.Range(0, 40).Select(i => 10 + (6 * Math.Sin(i / 3.0)) + (i % 7))];

    public static IReadOnlyList<HistogramBucket> Buckets { get; } =
        [.. Enumerable.Range(0, 60).Select(i => new HistogramBucket(Noon.AddMinutes(i), i == 20 ? 0 : (long)(9000 + (6000 * Math.Sin(i / 5.0)) + (i * 37 % 1900))))];

    public static IReadOnlyList<Bar> Bars { get; } =
    [
        new("Critical", 2, "slow", "critical"), new("High", 17, "slow", "high"), new("Medium", 44, "slow", "medium"),
        new("Low", 61, "slow", "low"), new("Informational", 24, "slow", "informational"),
    ];

    public static IReadOnlyList<AlertLine> Alerts { get; } =
        [.. Enumerable.Range(1, 30).Select(i => new AlertLine(i, Titles[i % Titles.Length], Severities[i % Severities.Length], Noon.AddMinutes(-i * 7), $"10.20.7.{30 + i}", i * i * 13))];

    public static CityPlan Plan { get; } = new()
    {
        Name = "Bhopal",
        Zones = [new("scada", "Control network", IPNetwork.Parse("10.40.0.0/16")), new("cameras", "Cameras", IPNetwork.Parse("10.20.0.0/16"))],
        Wards = [new("7", "Shahpura", "शाहपुरा", []), new("12", "Arera Colony", "अरेरा कॉलोनी", [])],
        Services = [new("water", "Water supply", "जल आपूर्ति", "high", "Jal Nigam", []), new("traffic", "Traffic signals", "यातायात सिग्नल", "high", "Traffic Police", [])],
    };

    public static IReadOnlyList<int> Thousand { get; } = [.. Enumerable.Range(1, 1000)];

    private static string[] Titles =>
        ["Telnet sign-in with a camera's default name", "Write to a signal controller from an unknown host", "Many failed ssh passwords, then one right", "New outbound talker in the camera subnet"];

    private static string[] Severities => ["critical", "high", "medium", "low", "informational"];

    internal sealed record AlertLine(int Number, string Title, string Severity, DateTimeOffset At, string Where, int Events);
}
