using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Kotwal.ExpandEvents;

/// <summary>
/// A real line, cut where it names a time, host, user, address or number. What stood twice in the line stands twice in every
/// line made of it.
/// </summary>
internal sealed partial class LineTemplate
{
    private static readonly SlotKind[] Kinds = Enum.GetValues<SlotKind>();

    private readonly ImmutableArray<Part> parts;

    public LineTemplate(string line)
    {
        var made = ImmutableArray.CreateBuilder<Part>();
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var end = 0;
        foreach (Match match in Places().Matches(line))
        {
            var kind = Kinds.First(kind => match.Groups[kind.ToString()].Success);
            made.Add(new Part(Encoding.UTF8.GetBytes(line[end..match.Index]), null));
            numbers.TryAdd(match.Value, numbers.Count);
            made.Add(new Part([], new Slot(kind, numbers[match.Value], match.Value)));
            end = match.Index + match.Length;
        }

        made.Add(new Part(Encoding.UTF8.GetBytes(line[end..]), null));
        parts = made.ToImmutable();
    }

    /// <summary>Writes the line of one event, without an end of line.</summary>
    public void Write(EventValues values, LineBuffer output)
    {
        foreach (var part in parts)
        {
            if (part.Slot is { } slot)
            {
                values.Write(slot, output);
            }
            else
            {
                output.Append(part.Text);
            }
        }
    }

    private readonly record struct Part(byte[] Text, Slot? Slot);

    [GeneratedRegex("""
        (?<Time>\d{4}-\d\d-\d\d[T\ ]\d\d:\d\d:\d\d(?:\.\d+)?)
        |(?<Epoch>(?<="ts":)(?:\d{10}\.\d+|"X+\.X+"))
        |(?<Guid>(?<!"ProviderGuid":"\{?)\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\b)
        |(?<Address>(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]))
        |(?<Host>(?<="(?:Computer|Hostname|HostName|WorkstationName|SourceHostname|DestinationHostname)":")[^"\\]+)
        |(?<User>(?<="(?:SubjectUserName|TargetUserName|UserName|user|username)":")[^"\\]+)
        |(?<Hex>(?<!"(?:Keywords|AccessMask)":")0x[0-9a-fA-F]{5,16}\b)
        |(?<Token>(?<="uid":")[^"]+)
        |(?<Port>(?<="(?:src_port|dest_port|SourcePort|DestPort|id[._]orig_p|id[._]resp_p)":"?)\d+)
        |(?<Serial>(?<="(?:EventRecordID|RecordNumber)":)\d+)
        |(?<Number>(?<="(?:flow_id|ProcessId|SourceProcessId|TargetProcessId|ThreadID|SourceThreadId|trans_id|[a-z_]*bytes[a-z_]*|duration|rtt)":"?)\d+(?:\.\d+)?)
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Places();
}

/// <summary>A place of a line that differs from event to event.</summary>
/// <param name="Kind">What stands there.</param>
/// <param name="Number">The same for places of a line that hold the same.</param>
/// <param name="Model">What stood there.</param>
internal sealed record Slot(SlotKind Kind, int Number, string Model);
