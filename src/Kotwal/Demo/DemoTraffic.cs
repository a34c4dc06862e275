using System.Threading.Channels;
using Kotwal.City.Graph;
using Kotwal.Demo.Doors;
using Kotwal.Demo.Wire;

namespace Kotwal.Demo;

/// <summary>
/// Lets the sample city speak through a server's doors: ordinary life, and an attack that begins 35 seconds after the start. About
/// thirty messages a second. A door that is shut loses nothing for a minute; what is older is not said any more.
/// </summary>
/// <param name="doors">Where the server listens.</param>
/// <param name="city">Who speaks.</param>
/// <param name="seed">Decides everything that is said; the same seed says the same, at other times.</param>
/// <param name="clock">The wall clock.</param>
/// <param name="log">Hears of doors that are shut and open again.</param>
internal sealed partial class DemoTraffic(
    DemoDoors doors, CityPlan city, int seed, TimeProvider clock, ILogger<DemoTraffic> log)
{
    private const int QueueLength = 2_048;
    private const int BatchLength = 256;

    private static readonly TimeSpan TooLate = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    // Shippers post several lines at once; a request for each would be neither polite nor real.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(300);

    /// <summary>Speaks until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var queues = Enum.GetValues<Door>().ToDictionary(door => door, _ => Channel.CreateBounded<byte[]>(
            new BoundedChannelOptions(QueueLength) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }));
        try
        {
            await Task.WhenAll([SpeakAsync(queues, cancel), .. queues.Select(queue => CarryAsync(queue.Key, queue.Value.Reader, cancel))]);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            Stopped();
        }
    }

    // What should have been said while the machine slept is left out: a burst of it would look like an attack of its own.
    private async Task SpeakAsync(Dictionary<Door, Channel<byte[]>> queues, CancellationToken cancel)
    {
        Started(city.Name, seed, doors.ToString());
        foreach (var utterance in Script.Whole(city, seed, clock.GetUtcNow()))
        {
            var wait = utterance.At - clock.GetUtcNow();
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, clock, cancel);
            }
            else if (wait < -TooLate)
            {
                cancel.ThrowIfCancellationRequested();
                continue;
            }

            queues[utterance.Door].Writer.TryWrite(utterance.Bytes);
        }
    }

    private async Task CarryAsync(Door door, ChannelReader<byte[]> queue, CancellationToken cancel)
    {
        await using var doorway = Open(door);
        var batch = new List<byte[]>();
        while (await queue.WaitToReadAsync(cancel))
        {
            if (door is Door.ZeekHttp or Door.WindowsHttp)
            {
                await Task.Delay(Gathering, clock, cancel);
            }

            while (batch.Count < BatchLength && queue.TryRead(out var message))
            {
                batch.Add(message);
            }

            await SendUntilTakenAsync(door, doorway, batch, cancel);
            batch.Clear();
        }
    }

    private async Task SendUntilTakenAsync(Door door, IDoorway doorway, List<byte[]> batch, CancellationToken cancel)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await doorway.SendAsync(batch, cancel);
                if (attempt > 0)
                {
                    DoorIsOpen(door);
                }

                return;
            }
            catch (IOException shut)
            {
                if (attempt == 0)
                {
                    DoorIsShut(door, shut.Message);
                }

                await Task.Delay(Retry, clock, cancel);
            }
        }
    }

    private IDoorway Open(Door door) => door switch
    {
        Door.SyslogUdp => new UdpDoorway(doors.SyslogHost, doors.SyslogUdpPort),
        Door.SyslogCounted => new TcpDoorway(doors.SyslogHost, doors.SyslogTcpPort, isCounted: true),
        Door.SyslogLines => new TcpDoorway(doors.SyslogHost, doors.SyslogTcpPort, isCounted: false),
        Door.EveFile => new FileDoorway(doors.EveFile),
        Door.ZeekHttp => new HttpDoorway(new Uri(doors.Ingest, "zeek"), doors.IngestToken, doors.Trust),
        Door.WindowsHttp => new HttpDoorway(new Uri(doors.Ingest, "windows"), doors.IngestToken, doors.Trust),
        _ => throw new ArgumentOutOfRangeException(nameof(door), door, "No such door."),
    };

    [LoggerMessage(9101, LogLevel.Information, "{City} speaks with seed {Seed} through {Doors}.")]
    private partial void Started(string city, int seed, string doors);

    [LoggerMessage(9102, LogLevel.Warning, "The sample city finds {Door} shut and tries again every second: {Reason}")]
    private partial void DoorIsShut(Door door, string reason);

    [LoggerMessage(9103, LogLevel.Information, "The sample city finds {Door} open again.")]
    private partial void DoorIsOpen(Door door);

    [LoggerMessage(9104, LogLevel.Information, "The sample city is silent.")]
    private partial void Stopped();
}
