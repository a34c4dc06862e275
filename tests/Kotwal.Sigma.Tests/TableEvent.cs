using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Kotwal.Sigma.Matching;

namespace Kotwal.Sigma.Tests;

/// <summary>An object, as the value of a field.</summary>
internal sealed record ObjectValue;

/// <summary>An event of a few fields. Arrays are lists of values, <c>byte[]</c> is text that need not be UTF-8.</summary>
internal readonly struct TableEvent : ISigmaEvent
{
    private static readonly ConcurrentDictionary<string, int> Handles = new();
    private readonly List<(int Field, byte[] Text, SigmaValueKind Kind)> values = [];

    public TableEvent(params (string Field, object? Value)[] fields)
    {
        foreach (var (field, value) in fields)
        {
            var list = value is object?[] { Length: > 0 } items ? items : [value is object?[]? null : value];
            values.AddRange(list.Select(item => (HandleOf(field), TextOf(item), KindOf(item))));
        }
    }

    public string Line { get; init; } = "";

    public ReadOnlySpan<byte> Original => Encoding.UTF8.GetBytes(Line);

    /// <summary>A name with a bar stands for several fields of which the first that is there counts.</summary>
    public static ImmutableArray<int> HandlesOf(string field) => [.. field.Split('/').Select(HandleOf)];

    public bool TryNext(int field, scoped ref int cursor, out SigmaEventValue value)
    {
        while (cursor < values.Count)
        {
            var (candidate, text, kind) = values[cursor++];
            if (candidate == field)
            {
                value = new(text, kind);
                return true;
            }
        }

        value = default;
        return false;
    }

    public bool TryNextOfAll(scoped ref int cursor, out SigmaEventValue value)
    {
        if (cursor >= values.Count)
        {
            value = default;
            return false;
        }

        var (_, text, kind) = values[cursor++];
        value = new(text, kind);
        return true;
    }

    private static int HandleOf(string name) => Handles.GetOrAdd(name, _ => Handles.Count + 1);

    public static SigmaValueKind KindOf(object? value) => value switch
    {
        null => SigmaValueKind.Null,
        ObjectValue => SigmaValueKind.Object,
        string or byte[] => SigmaValueKind.Text,
        bool => SigmaValueKind.Boolean,
        _ => SigmaValueKind.Number,
    };

    public static byte[] TextOf(object? value) => value switch
    {
        byte[] bytes => bytes,
        ObjectValue => [],
        bool truth => truth ? "true"u8.ToArray() : "false"u8.ToArray(),
        _ => Encoding.UTF8.GetBytes(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
    };
}
