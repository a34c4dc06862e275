using System.Collections.Frozen;

namespace Kotwal.Sigma.Syntax;

/// <summary>The value modifiers of Sigma 2.1 (modifiers appendix). Each member is named like the modifier.</summary>
public enum SigmaModifier : byte
{
    /// <summary>All values must be found, not only one of them.</summary>
    All,

    /// <summary>The value is encoded with Base64 (RFC 4648, section 4).</summary>
    Base64,

    /// <summary>The value is looked for at the three places that it can have within a longer Base64 text.</summary>
    Base64Offset,

    /// <summary>Upper and lower case are different.</summary>
    Cased,

    /// <summary>The value is a network, and the field an address in it.</summary>
    Cidr,

    /// <summary>The value is somewhere in the field.</summary>
    Contains,

    /// <summary>The value is a day of the month, of the field's time.</summary>
    Day,

    /// <summary>The value is at the end of the field.</summary>
    EndsWith,

    /// <summary>The field is there, or not, whatever its value.</summary>
    Exists,

    /// <summary>Placeholders in the value stand for values given when the rule is compiled.</summary>
    Expand,

    /// <summary>The value is the name of another field of the event.</summary>
    FieldRef,

    /// <summary>The field is greater than the value.</summary>
    Gt,

    /// <summary>The field is greater than or equal to the value.</summary>
    Gte,

    /// <summary>The value is an hour, of the field's time.</summary>
    Hour,

    /// <summary>The regular expression does not tell upper from lower case.</summary>
    I,

    /// <summary>The field is less than the value.</summary>
    Lt,

    /// <summary>The field is less than or equal to the value.</summary>
    Lte,

    /// <summary>In the regular expression, <c>^</c> and <c>$</c> are the ends of lines.</summary>
    M,

    /// <summary>The value is a minute, of the field's time.</summary>
    Minute,

    /// <summary>The value is a month, of the field's time.</summary>
    Month,

    /// <summary>What the item says otherwise is not so; an absent field is different from every value.</summary>
    Neq,

    /// <summary>The value is a regular expression that is found somewhere in the field.</summary>
    Re,

    /// <summary>In the regular expression, a dot is a line feed too.</summary>
    S,

    /// <summary>The value is at the beginning of the field.</summary>
    StartsWith,

    /// <summary>The value is encoded as UTF-16, little endian, with a byte order mark.</summary>
    Utf16,

    /// <summary>The value is encoded as UTF-16, big endian.</summary>
    Utf16Be,

    /// <summary>The value is encoded as UTF-16, little endian.</summary>
    Utf16Le,

    /// <summary>The value is an ISO 8601 week, of the field's time.</summary>
    Week,

    /// <summary>Another name of <see cref="Utf16Le"/>.</summary>
    Wide,

    /// <summary>Each dash or slash in the value stands for any of <c>-</c>, <c>/</c>, en dash, em dash and horizontal bar.</summary>
    Windash,

    /// <summary>The value is a year, of the field's time.</summary>
    Year,
}

/// <summary>Names of modifiers as rules write them.</summary>
internal static class SigmaModifierNames
{
    private static readonly FrozenDictionary<string, SigmaModifier> ByName =
        Enum.GetValues<SigmaModifier>().ToFrozenDictionary(Of, StringComparer.Ordinal);

    public static IEnumerable<string> All => ByName.Keys;

    public static string Of(SigmaModifier modifier) => modifier.ToString().ToLowerInvariant();

    public static bool TryGet(string name, out SigmaModifier modifier) => ByName.TryGetValue(name, out modifier);
}
