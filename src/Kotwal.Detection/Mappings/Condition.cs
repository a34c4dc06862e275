using System.Text;
using Kotwal.Events;

namespace Kotwal.Detection.Mappings;

/// <summary>Fields and, for each, the texts of which one must be among its values. All fields must agree; case decides.</summary>
public sealed record Condition(IReadOnlyList<FieldIsOneOf> Tests)
{
    /// <summary>Holds for every event.</summary>
    public static Condition Always { get; } = new([]);

    /// <summary>True when every test finds one of its texts.</summary>
    public bool Holds(in SecurityEvent candidate)
    {
        // By place: enumerating an interface would allocate for every event.
        for (var index = 0; index < Tests.Count; index++)
        {
            if (!Tests[index].Holds(in candidate))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>One field and the texts it may hold.</summary>
public sealed record FieldIsOneOf(Field Field, IReadOnlyList<string> Texts)
{
    private readonly byte[][] utf8 = [.. Texts.Select(Encoding.UTF8.GetBytes)];

    /// <summary>True when any value of the field is one of the texts.</summary>
    public bool Holds(in SecurityEvent candidate)
    {
        for (var place = 0; place < candidate.ValueCount; place++)
        {
            var value = candidate.ValueAt(place);
            if (value.Field.Equals(Field) && IsOneOf(value.Text))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsOneOf(ReadOnlySpan<byte> value)
    {
        foreach (var text in utf8)
        {
            if (value.SequenceEqual(text))
            {
                return true;
            }
        }

        return false;
    }
}
