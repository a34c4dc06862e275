namespace Kotwal.Lake.Words;

/// <summary>Different hashes of words. Made to be cleared and filled again. Not for several threads.</summary>
internal sealed class WordSet
{
    /// <summary>Most words; a set that was given more only says so (<see cref="IsOverfull"/>).</summary>
    public const int MaxWords = 1 << 21;

    private const int FewestPlaces = 1 << 12;

    private ulong[] places = new ulong[FewestPlaces];

    /// <summary>Number of different words.</summary>
    public int Count { get; private set; }

    /// <summary>True when there were more words than a set holds.</summary>
    public bool IsOverfull => Count > MaxWords;

    public void Add(ulong word)
    {
        // Zero marks a free place.
        word = word == 0 ? 1 : word;
        var mask = places.Length - 1;
        for (var place = (int)word & mask; ; place = (place + 1) & mask)
        {
            if (places[place] == word)
            {
                return;
            }

            if (places[place] == 0)
            {
                AddAt(place, word);
                return;
            }
        }
    }

    /// <summary>The words, in an order that depends on nothing but them and the order in which they came.</summary>
    public ulong[] ToArray()
    {
        var words = new ulong[Count];
        var count = 0;
        foreach (var word in places)
        {
            if (word != 0)
            {
                words[count++] = word;
            }
        }

        return words;
    }

    public void Clear()
    {
        Array.Clear(places);
        Count = 0;
    }

    private void AddAt(int place, ulong word)
    {
        if (IsOverfull)
        {
            return;
        }

        places[place] = word;
        Count++;
        if (Count * 2 > places.Length)
        {
            Grow();
        }
    }

    private void Grow()
    {
        var words = ToArray();
        places = new ulong[places.Length * 2];
        Count = 0;
        foreach (var word in words)
        {
            Add(word);
        }
    }
}
