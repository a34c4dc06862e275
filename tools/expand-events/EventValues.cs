using System.Globalization;

namespace Kotwal.ExpandEvents;

/// <summary>
/// What one event puts into the places of its line. Everything follows from the seed and the event's number: few hosts and users
/// speak much and many little, numbers that name something are drawn anew.
/// </summary>
internal sealed class EventValues
{
    private const int Hosts = 3_000;
    private const int Users = 8_000;
    private const int Strangers = 200_000;

    private ulong seed;
    private int host;
    private int ownAddress;

    /// <summary>When the event happened.</summary>
    public DateTimeOffset Time { get; private set; }

    public long Number { get; private set; }

    /// <summary>Turns to another event.</summary>
    public void Set(ulong newSeed, long number, DateTimeOffset time)
    {
        seed = Mix(newSeed ^ Mix((ulong)number));
        Number = number;
        Time = time;
        host = Skewed(Draw(200), Hosts);
        ownAddress = -1;
    }

    /// <summary>A number of the event's own; the same for the same purpose.</summary>
    public ulong Draw(int purpose) => Mix(seed + ((ulong)purpose * 0x9E3779B97F4A7C15));

    /// <summary>The address of the host that the event is about.</summary>
    public string HostAddress => AddressOf(host);

    public void Write(Slot slot, LineBuffer output)
    {
        var draw = Draw(slot.Number);
        switch (slot.Kind)
        {
            case SlotKind.Time:
                WriteTime(slot.Model, output);
                break;
            case SlotKind.Epoch:
                output.Append((Time - DateTimeOffset.UnixEpoch).TotalMicroseconds / 1e6, "F6");
                break;
            case SlotKind.Guid:
                output.Append(new Guid((uint)draw, (ushort)(draw >> 32), (ushort)(draw >> 48), 1, 2, 3, 4, (byte)draw, 6, 7, 8));
                break;
            case SlotKind.Address:
                WriteAddress(slot, draw, output);
                break;
            case SlotKind.Host:
                output.Append(slot.Model.Contains('.', StringComparison.Ordinal) ? $"{HostName(host)}.city.example" : HostName(host));
                break;
            case SlotKind.User:
                WriteUser(slot, draw, output);
                break;
            case SlotKind.Hex:
                output.Append("0x"u8);
                output.Append(draw >> Math.Max(0, 64 - (4 * (slot.Model.Length - 2))), "x");
                break;
            case SlotKind.Token:
                output.Append("C"u8);
                output.Append(draw, "x16");
                break;
            case SlotKind.Serial:
                output.Append((Number / 10) + (host * 1_000L));
                break;
            default:
                WriteNumber(slot, draw, output);
                break;
        }
    }

    private void WriteTime(string model, LineBuffer output)
    {
        var point = model.IndexOf('.', StringComparison.Ordinal);
        output.Append(Time, model[10] == 'T' ? "yyyy-MM-ddTHH:mm:ss" : "yyyy-MM-dd HH:mm:ss");
        if (point > 0)
        {
            output.Append("."u8);
            output.Append(Time, model.Length - point > 6 ? "ffffff" : "fff");
        }
    }

    // The line's first address inside the city is the host's own; broadcasts and the like stay what they are.
    private void WriteAddress(Slot slot, ulong draw, LineBuffer output)
    {
        var model = slot.Model;
        if (model.StartsWith("0.", StringComparison.Ordinal) || model.StartsWith("127.", StringComparison.Ordinal) || model.StartsWith('2'))
        {
            output.Append(model);
            return;
        }

        var isInside = model.StartsWith("10.", StringComparison.Ordinal) || model.StartsWith("192.168.", StringComparison.Ordinal)
            || model.StartsWith("172.", StringComparison.Ordinal);
        ownAddress = isInside && ownAddress < 0 ? slot.Number : ownAddress;
        output.Append(!isInside ? StrangerOf(Skewed(draw, Strangers)) : AddressOf(slot.Number == ownAddress ? host : Skewed(draw, Hosts)));
    }

    private void WriteUser(Slot slot, ulong draw, LineBuffer output)
    {
        if (slot.Model.EndsWith('$'))
        {
            output.Append(HostName(host));
            output.Append("$"u8);
        }
        else
        {
            output.Append("user"u8);
            output.Append(Skewed(draw, Users), "D5");
        }
    }

    private static void WriteNumber(Slot slot, ulong draw, LineBuffer output)
    {
        if (slot.Kind == SlotKind.Port)
        {
            var port = int.Parse(slot.Model, CultureInfo.InvariantCulture);
            output.Append(port < 32_768 ? port : 32_768 + (int)(draw % 28_000));
            return;
        }

        var point = slot.Model.IndexOf('.', StringComparison.Ordinal);
        var digits = point < 0 ? slot.Model.Length : point;
        output.Append(digits == 1 ? (ulong)(slot.Model[0] - '0') : draw % (ulong)Math.Pow(10, Math.Min(digits, 18)));
        if (point > 0)
        {
            output.Append("."u8);
            output.Append((draw >> 20) % 1_000_000, "D6");
        }
    }

    private static string HostName(int host) => string.Create(CultureInfo.InvariantCulture, $"ws-{host % 40:D2}-{host:D4}");

    private static string AddressOf(int host) => string.Create(CultureInfo.InvariantCulture, $"10.{host % 40}.{host / 250}.{(host % 250) + 2}");

    private static string StrangerOf(int stranger)
    {
        var bits = Mix((ulong)stranger);
        return string.Create(CultureInfo.InvariantCulture, $"{(bits % 90) + 11}.{(byte)(bits >> 16)}.{(byte)(bits >> 24)}.{(byte)(bits >> 32)}");
    }

    // A cube of a fraction: half of the draws fall on the first eighth.
    private static int Skewed(ulong draw, int count)
    {
        var fraction = (draw >> 11) * (1.0 / (1UL << 53));
        return (int)(count * fraction * fraction * fraction);
    }

    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
