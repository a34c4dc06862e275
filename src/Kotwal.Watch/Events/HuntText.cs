using System.Globalization;

namespace Kotwal.Watch.Events;

/// <summary>
/// Puts conditions of a page (a range of time, a filter) into a hunt that a person typed. The typed text stands in it as it is;
/// it was read as a hunt before.
/// </summary>
internal static class HuntText
{
    /// <summary>A point in time as hunts write it.</summary>
    public static string Time(DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"datetime({at.UtcDateTime:yyyy-MM-ddTHH:mm:ss.ffffff}Z)");

    /// <summary>The stages of a hunt: what stands between the pipes, without blanks around it.</summary>
    public static IReadOnlyList<string> Stages(string hunt)
    {
        var stages = new List<string>();
        var start = 0;
        for (var place = 0; place < hunt.Length; place++)
        {
            if (hunt[place] == '|')
            {
                stages.Add(hunt[start..place].Trim());
                start = place + 1;
            }
            else if (hunt[place] == '"' || (hunt[place] == '\'' && stages.Count > 0))
            {
                place = EndOfQuote(hunt, place);
            }
        }

        stages.Add(hunt[Math.Min(start, hunt.Length)..].Trim());
        return stages;
    }

    private static int EndOfQuote(string hunt, int start)
    {
        var isVerbatim = start > 0 && hunt[start - 1] == '@';
        for (var place = start + 1; place < hunt.Length; place++)
        {
            if (hunt[place] == '\\' && !isVerbatim)
            {
                place++;
            }
            else if (hunt[place] == hunt[start])
            {
                return place;
            }
        }

        return hunt.Length;
    }
}
