namespace Kotwal.Events.Reading;

/// <summary>
/// A property's place in the tree of names seen so far: from its parent and its own bytes to what it means, without making a
/// string. Many threads may look children up while one adds some.
/// </summary>
internal sealed class JsonName(byte[] key, ulong hash, string path, NameMeaning meaning)
{
    private const int MaxProbes = 32;
    private JsonName?[] children = [];
    private int count;
    private bool isKept;

    /// <summary>The property's own name as UTF-8, its escapes undone.</summary>
    public byte[] Key { get; } = key;

    public ulong Hash { get; } = hash;

    /// <summary>All names from the top, joined by dots.</summary>
    public string Path { get; } = path;

    public NameMeaning Meaning { get; } = meaning;

    /// <summary>The sibling that came next when this name was first seen. Records of one program mostly keep their order.</summary>
    public JsonName? Follower { get; private set; }

    /// <summary>The child that came first when one was first seen.</summary>
    public JsonName? First { get; private set; }

    /// <summary>Remembers what came after this name; only once, so that threads do not take turns at it.</summary>
    public void Precede(JsonName next)
    {
        if (Follower is null && isKept && next.isKept)
        {
            Follower = next;
        }
    }

    /// <summary>Remembers which child came first; only once.</summary>
    public void BeginWith(JsonName child)
    {
        if (First is null && child.isKept)
        {
            First = child;
        }
    }

    public JsonName? Find(ReadOnlySpan<byte> name, ulong nameHash)
    {
        var table = Volatile.Read(ref children);
        for (var probe = 0; probe < Math.Min(MaxProbes, table.Length); probe++)
        {
            var candidate = Volatile.Read(ref table[(int)((nameHash + (uint)probe) & (uint)(table.Length - 1))]);
            if (candidate is null)
            {
                return null;
            }

            if (candidate.Hash == nameHash && name.SequenceEqual(candidate.Key))
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>Adds a child; false when too many others stand at its place. Callers take turns.</summary>
    public bool TryAdd(JsonName child)
    {
        if ((count + 1) * 2 > children.Length)
        {
            Rebuild(Math.Max(8, children.Length * 2));
        }

        if (!TryPlace(children, child))
        {
            return false;
        }

        child.isKept = true;
        count++;
        return true;
    }

    private void Rebuild(int size)
    {
        var larger = new JsonName?[size];
        foreach (var child in children)
        {
            // A child that finds no place is only forgotten: it will be learned again.
            if (child is not null && !TryPlace(larger, child))
            {
                count--;
            }
        }

        Volatile.Write(ref children, larger);
    }

    private static bool TryPlace(JsonName?[] table, JsonName child)
    {
        for (var probe = 0; probe < Math.Min(MaxProbes, table.Length); probe++)
        {
            ref var place = ref table[(int)((child.Hash + (uint)probe) & (uint)(table.Length - 1))];
            if (place is null)
            {
                Volatile.Write(ref place, child);
                return true;
            }
        }

        return false;
    }
}
