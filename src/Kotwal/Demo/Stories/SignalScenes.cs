using Kotwal.City.Graph;
using Kotwal.Demo.Wire;

namespace Kotwal.Demo.Stories;

/// <summary>The last scenes: the head-end, which only ever reads, writes to signals, and they go into flash.</summary>
internal static class SignalScenes
{
    private const int ModeRegister = 40;
    private const int FlashMode = 2;

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1_600);

    /// <summary>One write to the mode register of each signal, by function 6 and 16 in turn.</summary>
    public static IEnumerable<Utterance> WriteToControllers(DateTimeOffset start, Cast cast, DemoRandom random)
    {
        foreach (var (number, signal) in cast.Signals.Index())
        {
            var at = start + (number * Step);
            var function = number % 2 == 0 ? ModbusFunction.WriteRegister : ModbusFunction.WriteRegisters;
            var talk = new Conversation(random, cast.HeadEnd.Address, signal.Address, 502) { Service = "modbus", Sent = 12, Received = 12 };
            yield return new(at, Door.ZeekHttp, ZeekLine.Modbus(at, talk, 1 + number, function.ZeekName, isResponse: false));
            yield return new(at, Door.ZeekHttp, ZeekLine.Modbus(at.AddMilliseconds(9), talk, 1 + number, function.ZeekName, isResponse: true));
            yield return new(at, Door.EveFile, EveLine.Modbus(at, talk, 1 + number, function, ModeRegister, FlashMode));
        }
    }

    /// <summary>Each signal says that it has left its plan.</summary>
    public static IEnumerable<Utterance> Flash(DateTimeOffset start, Cast cast, DemoRandom random) =>
        from numbered in cast.Signals.Index()
        let at = start + (numbered.Index * Step) + TimeSpan.FromMilliseconds(random.Between(0, 400))
        select Say(at, Priority.DeviceCritical, numbered.Item, "mode change from=COORDINATED to=FLASH cause=REMOTE_COMMAND");

    /// <summary>Technicians set the signals right at the cabinets.</summary>
    public static IEnumerable<Utterance> Restore(DateTimeOffset start, Cast cast, DemoRandom random) =>
        from numbered in cast.Signals.Index()
        let at = start.AddMinutes(numbered.Index).AddSeconds(random.Between(0, 40))
        select Say(at, Priority.DeviceNotice, numbered.Item, "mode change from=FLASH to=COORDINATED cause=LOCAL_PANEL");

    private static Utterance Say(DateTimeOffset at, Priority priority, CityNode signal, string text) =>
        new(at, Door.SyslogCounted, SyslogLine.Rfc5424(priority, at, signal.Name, signal.Address, "sigctl", 211, "MODE", text));
}
