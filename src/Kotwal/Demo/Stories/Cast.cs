using Kotwal.City.Graph;
using Kotwal.Demo.Actors;
using Kotwal.Demo.Wire;

namespace Kotwal.Demo.Stories;

/// <summary>Who plays in one telling of the story. Drawn anew for each.</summary>
internal sealed record Cast
{
    private const int MostSignals = 5;

    /// <summary>The gateway of the public Wi-Fi that was taken over.</summary>
    public required CityNode Gateway { get; init; }

    /// <summary>The cameras of the ward that is attacked.</summary>
    public required IReadOnlyList<CityNode> Cameras { get; init; }

    /// <summary>The camera that still has its factory password.</summary>
    public required CityNode Victim { get; init; }

    /// <summary>The server that reads the signals, and that the intruder takes.</summary>
    public required CityNode HeadEnd { get; init; }

    /// <summary>The desk from which signals are configured.</summary>
    public required CityNode Desk { get; init; }

    /// <summary>The ward's signals that are put into flash.</summary>
    public required IReadOnlyList<CityNode> Signals { get; init; }

    /// <summary>The intruder's own server on the internet; a documentation address (RFC 5737).</summary>
    public required string Controller { get; init; }

    /// <summary>The name by which the camera finds that server.</summary>
    public required string ControllerName { get; init; }

    /// <summary>Where the camera asks for that name.</summary>
    public required CityNode NameServer { get; init; }

    /// <summary>The account whose password is guessed.</summary>
    public required string Account { get; init; }

    public static Cast Draw(IReadOnlyList<CityWard> wards, Landmarks landmarks, DemoRandom random)
    {
        var ward = random.Pick([.. wards.Select(each => each.Id).Where(id => SignalsOf(landmarks, id).Count >= MostSignals)]);
        var cameras = (IReadOnlyList<CityNode>)[.. landmarks.Of("camera").Where(node => node.Ward == ward)];
        return new()
        {
            Gateway = random.Pick([.. landmarks.Of("wifi_gateway").Where(node => node.Ward != ward)]),
            Cameras = cameras,
            Victim = random.Pick(cameras),
            HeadEnd = landmarks.SignalHead,
            Desk = random.Pick([.. landmarks.Of("workstation").Where(node => node.Service == "traffic")]),
            Signals = [.. SignalsOf(landmarks, ward).Take(MostSignals)],
            Controller = $"203.0.113.{random.Between(10, 250)}",
            ControllerName = $"{random.Token(9).ToLowerInvariant()}.example.org",
            NameServer = landmarks.NameServer,
            Account = random.Pick(["tmsop", "signalop", "trafficadm"]),
        };
    }

    private static List<CityNode> SignalsOf(Landmarks landmarks, string ward) =>
        [.. landmarks.Of("signal_controller").Where(node => node.Ward == ward)];
}
