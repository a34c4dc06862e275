using Kotwal.Events;
using Kotwal.Events.Schema;

namespace Kotwal.Detection.Sigma;

/// <summary>Gives each field that any rule looks at a small number. Filled while rules are compiled, then only read.</summary>
internal sealed class FieldHandles
{
    private const int None = -1;

    private readonly List<Field> fields = [];
    private readonly int[] known = NoHandles();
    private readonly Dictionary<Field, int> others = [];

    /// <summary>Number of fields that rules look at.</summary>
    public int Count => fields.Count;

    /// <summary>The field of a handle.</summary>
    public Field this[int handle] => fields[handle];

    /// <summary>The handle of a field, a new one when no rule has asked for it before.</summary>
    public int Take(Field field)
    {
        if (TryFind(field, out var handle))
        {
            return handle;
        }

        handle = fields.Count;
        fields.Add(field);
        if (field.IsKnown)
        {
            known[field.Index] = handle;
        }
        else
        {
            others[field] = handle;
        }

        return handle;
    }

    /// <summary>The handle of a field that rules look at.</summary>
    public bool TryFind(Field field, out int handle)
    {
        if (field.IsKnown)
        {
            handle = known[field.Index];
            return handle != None;
        }

        return others.TryGetValue(field, out handle);
    }

    private static int[] NoHandles()
    {
        var handles = new int[FieldSchema.All.Length];
        Array.Fill(handles, None);
        return handles;
    }
}
