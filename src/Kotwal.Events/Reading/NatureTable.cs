using System.Collections.Frozen;
using System.Text;

namespace Kotwal.Events.Reading;

/// <summary>From a word in the record to what kind of event it is: word, kind, categories, types, action, outcome.</summary>
internal sealed class NatureTable(string name)
{
    private const int MaxWordBytes = 64;

    private readonly FrozenDictionary<string, EventNature> natures = FieldTable.Read(name).ToFrozenDictionary(
        row => row[0],
        row => EventNature.Of(row[2], row[3], row.ElementAtOrDefault(4) ?? "", row.ElementAtOrDefault(5) ?? "", row[1]),
        StringComparer.Ordinal);

    /// <summary>The nature of a word, or null for a word that the table does not have.</summary>
    public EventNature? Of(ReadOnlySpan<byte> word)
    {
        Span<char> letters = stackalloc char[MaxWordBytes];
        return word.Length <= MaxWordBytes && Encoding.UTF8.TryGetChars(word, letters, out var length)
            && natures.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(letters[..length], out var nature)
            ? nature
            : null;
    }
}
