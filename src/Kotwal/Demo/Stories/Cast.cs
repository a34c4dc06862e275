using Kotwal.Demo.Places;
using Kotwal.Demo.Wire;

namespace Kotwal.Demo.Stories;

/// <summary>Who plays in one telling of the story. Drawn anew for each.</summary>
internal sealed record Cast
{
    private const int MostSignals = 5;

    /// <summary>The gateway of the public Wi-Fi that was taken over.</summary>
    public required DemoNode Gateway { get; init; }

    /// <summary>The cameras of the ward that is attacked.</summary>
    public required IReadOnlyList<DemoNode> Cameras { get; init; }

    /// <summary>The camera that still has its factory password.</summary>
    public required DemoNode Victim { get; init; }

    /// <summary>The server that reads the signals, and that the intruder takes.</summary>
    public required DemoNode HeadEnd { get; init; }

    /// <summary>The desk from which signals are configured.</summary>
    public required DemoNode Desk { get; init; }

    /// <summary>The ward's signals that are put into flash.</summary>
    public required IReadOnlyList<DemoNode> Signals { get; init; }

    /// <summary>The intruder's own server on the internet; a documentation address (RFC 5737).</summary>
    public required string Controller { get; init; }

    /// <summary>The name by which the camera finds that server.</summary>
    public required string ControllerName { get; init; }

    /// <summary>The account whose password is guessed.</summary>
    public required string Account { get; init; }

    public static Cast Draw(DemoCity city, DemoRandom random)
    {
        var ward = random.Pick([.. city.Wards.Select(each => each.Id).Where(id => SignalsOf(city, id).Count >= MostSignals)]);
        var cameras = (IReadOnlyList<DemoNode>)[.. city.NodesOf("camera").Where(node => node.Ward == ward)];
        return new()
        {
            Gateway = random.Pick([.. city.NodesOf("wifi_gateway").Where(node => node.Ward != ward)]),
            Cameras = cameras,
            Victim = random.Pick(cameras),
            HeadEnd = city.Node("tms-headend-01"),
            Desk = random.Pick([.. city.NodesOf("workstation").Where(node => node.Service == "traffic")]),
            Signals = [.. SignalsOf(city, ward).Take(MostSignals)],
            Controller = $"203.0.113.{random.Between(10, 250)}",
            ControllerName = $"{random.Token(9).ToLowerInvariant()}.example.org",
            Account = random.Pick(["tmsop", "signalop", "trafficadm"]),
        };
    }

    private static List<DemoNode> SignalsOf(DemoCity city, string ward) =>
        [.. city.NodesOf("signal_controller").Where(node => node.Ward == ward)];
}
