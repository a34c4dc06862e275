using System.Diagnostics;

namespace Kotwal.Events;

/// <summary>The envelopes that a batch's records stand in just now, the innermost last.</summary>
internal sealed class Envelopes
{
    private readonly List<Envelope> made = [];
    private int open;

    /// <summary>When the record was written by the innermost envelope that says so.</summary>
    public EventTime? Time
    {
        get
        {
            for (var index = open - 1; index >= 0; index--)
            {
                if (made[index].Time is { } time)
                {
                    return time;
                }
            }

            return null;
        }
    }

    public Envelope Open(EventBatch batch, ReadOnlyMemory<byte> whole)
    {
        if (open == made.Count)
        {
            made.Add(new(batch, this));
        }

        made[open].Open(whole);
        return made[open++];
    }

    public void Close(Envelope envelope)
    {
        Debug.Assert(open > 0 && ReferenceEquals(made[open - 1], envelope), "Envelopes close from the inside out.");
        open--;
    }

    /// <summary>The outermost whole that these bytes are a slice of, or else the bytes themselves.</summary>
    /// <param name="body">The record's bytes.</param>
    /// <param name="before">How many bytes of the whole stand before them.</param>
    public ReadOnlySpan<byte> WholeOf(ReadOnlySpan<byte> body, out int before)
    {
        for (var index = 0; index < open; index++)
        {
            var whole = made[index].Whole.Span;
            if (whole.Overlaps(body, out before) && before >= 0 && before + body.Length <= whole.Length)
            {
                return whole;
            }
        }

        before = 0;
        return body;
    }

    /// <summary>Gives the open event what it has not said itself, from the inside out.</summary>
    public void AddToOpen()
    {
        for (var index = open - 1; index >= 0; index--)
        {
            made[index].AddToOpen();
        }
    }
}
