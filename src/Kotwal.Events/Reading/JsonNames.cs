using System.IO.Hashing;
using System.Text;

namespace Kotwal.Events.Reading;

/// <summary>
/// The names of a format's records and what they mean. Learns names as they come, so that a name seen before costs no
/// allocation. Senders can invent names, so it holds a bounded number and starts anew when they are too many. Safe for many
/// threads.
/// </summary>
/// <param name="meaningOf">What a dotted path means; called once per name while it is remembered.</param>
internal sealed class JsonNames(Func<string, NameMeaning> meaningOf)
{
    /// <summary>Longest path that is kept, in bytes; a longer one is cut, so that names cannot outgrow values.</summary>
    public const int MaxPathBytes = 256;

    /// <summary>Most names that are remembered.</summary>
    public const int MaxNames = 16_384;

    // Drawn per process: nobody outside can choose names that collide.
    private static readonly long Seed = Random.Shared.NextInt64();

    private readonly Lock learning = new();
    private readonly NameMeaning nothing = new(null, []);

    /// <summary>Names that are remembered now.</summary>
    public int Count { get; private set; }

    /// <summary>The place of the record itself, above all names. A new one after too many names were learned.</summary>
    public JsonName Root { get; private set; } = new([], 0, "", new(null, []));

    /// <summary>The property of that name below a parent.</summary>
    public JsonName Child(JsonName parent, ReadOnlySpan<byte> name)
    {
        var hash = XxHash3.HashToUInt64(name, Seed);
        return parent.Find(name, hash) ?? Learn(parent, name, hash);
    }

    private JsonName Learn(JsonName parent, ReadOnlySpan<byte> name, ulong hash)
    {
        var path = Join(parent.Path, name);
        var child = new JsonName(name.ToArray(), hash, path, meaningOf(path));
        if (name.Length > MaxPathBytes)
        {
            return child;
        }

        lock (learning)
        {
            if (parent.Find(name, hash) is { } other)
            {
                return other;
            }

            if (Count >= MaxNames)
            {
                Root = new([], 0, "", nothing);
                Count = 0;
            }

            Count += parent.TryAdd(child) ? 1 : 0;
            return child;
        }
    }

    private static string Join(string parent, ReadOnlySpan<byte> name)
    {
        var own = Encoding.UTF8.GetString(name[..Math.Min(name.Length, MaxPathBytes)]);
        var path = parent.Length == 0 ? own : parent + "." + own;
        if (path.Length <= MaxPathBytes)
        {
            return path;
        }

        var end = char.IsHighSurrogate(path[MaxPathBytes - 1]) ? MaxPathBytes - 1 : MaxPathBytes;
        return path[..end];
    }
}
