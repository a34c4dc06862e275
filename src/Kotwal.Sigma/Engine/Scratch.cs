using Kotwal.Sigma.Search;

namespace Kotwal.Sigma.Engine;

/// <summary>What one thread needs while it looks at one event. Grows until it has seen the most, then is used again and again.</summary>
internal sealed class Scratch
{
    private uint[] results = [];
    private uint stamp;

    public HitList Hits { get; } = new();

    /// <summary>A bit for each rule that may match.</summary>
    public ulong[] Candidates { get; private set; } = [];

    /// <summary>Which values of a rule were found.</summary>
    public bool[] Found { get; private set; } = new bool[64];

    /// <summary>Turns to another event.</summary>
    public void Begin(ulong[] always)
    {
        if (Candidates.Length < always.Length)
        {
            Candidates = new ulong[always.Length];
        }

        always.CopyTo(Candidates, 0);
        Hits.Clear();
        stamp += 2;
        if (stamp == 0)
        {
            Array.Clear(results);
            stamp = 2;
        }
    }

    /// <summary>What an item that rules share was found to be for this event.</summary>
    public bool TryRecall(int item, out bool result)
    {
        if (item >= results.Length)
        {
            Array.Resize(ref results, item + 1024);
        }

        result = results[item] == stamp + 1;
        return (results[item] & ~1u) == stamp;
    }

    public void Keep(int item, bool result) => results[item] = result ? stamp + 1 : stamp;

    public Span<bool> NotFound(int count)
    {
        if (count > Found.Length)
        {
            Found = new bool[count * 2];
        }

        var found = Found.AsSpan(0, count);
        found.Clear();
        return found;
    }
}
