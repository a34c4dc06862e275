namespace Kotwal.Events.Reading.Flows;

/// <summary>Where a stream's sequence numbers stand (of datagrams, or of flows), and what is missing of it.</summary>
internal sealed class FlowSequence
{
    // A jump further than this is an exporter that began anew, not a loss.
    private const int LargestGap = 1_000_000;

    // Datagrams overtake each other by little.
    private const int LargestDelay = 10_000;

    public uint Next { get; set; }

    /// <summary>False until a number was seen, and when it is not known how many numbers the last datagram took.</summary>
    public bool IsKnown { get; set; }

    /// <summary>How many are missing that may still come.</summary>
    public long Missing { get; set; }

    /// <summary>Takes a datagram's number.</summary>
    /// <param name="number">The number of what it holds first.</param>
    /// <param name="count">How many numbers it takes; null when that cannot be known.</param>
    /// <returns>How many are missing before it; below zero when so many come late that were counted as missing.</returns>
    public int Take(uint number, uint? count)
    {
        var gap = unchecked((int)(number - Next));
        if (IsKnown && gap < 0 && gap >= -LargestDelay)
        {
            // What comes twice fills no gap.
            var found = (int)Math.Min(Math.Min(count ?? 0, (uint)-gap), Missing);
            Missing -= found;
            return -found;
        }

        var missing = IsKnown && gap is > 0 and <= LargestGap ? gap : 0;
        Missing = IsKnown && gap is >= 0 and <= LargestGap ? Math.Min(Missing + missing, LargestGap) : 0;
        IsKnown = count is not null;
        Next = unchecked(number + (count ?? 0));
        return missing;
    }
}
