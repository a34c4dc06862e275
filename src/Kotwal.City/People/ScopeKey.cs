namespace Kotwal.City.People;

/// <summary>
/// Names one part of the city that something stands in, or that a grant reaches: <c>zone:scada</c>, <c>ward:7</c>,
/// <c>service:water</c>, <c>department:Jal Nigam</c>, <c>incident:0192…</c>.
/// </summary>
/// <param name="Kind">What sort of part.</param>
/// <param name="Value">Its id in the city's plan, as events carry it; 1 to 128 characters, case matters.</param>
public readonly record struct ScopeKey(ScopeKind Kind, string Value)
{
    /// <summary>Longest value, in characters.</summary>
    public const int MaxValueLength = 128;

    /// <summary>Reads <c>kind:value</c>.</summary>
    public static bool TryParse(string? text, out ScopeKey key)
    {
        key = default;
        var colon = (text ??= "").IndexOf(':');
        if (colon < 1
            || text.Length - colon - 1 is 0 or > MaxValueLength
            || text.Any(char.IsControl)
            || !Enum.TryParse<ScopeKind>(text[..colon], ignoreCase: true, out var kind)
            || !string.Equals(kind.ToString(), text[..colon], StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        key = new(kind, text[(colon + 1)..]);
        return true;
    }

    /// <summary>The text that is stored and compared: <c>kind:value</c>, the kind in lower case.</summary>
    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()}:{Value}";
}

/// <summary>Sorts of parts of the city.</summary>
public enum ScopeKind
{
    Zone,
    Ward,
    Service,

    /// <summary>Who answers for a thing: the owner in the city's graph.</summary>
    Department,

    /// <summary>One incident and what belongs to it; for guests.</summary>
    Incident,
}
