namespace Kotwal.Hunt;

/// <summary>Types of values in a hunt.</summary>
public enum HuntType
{
    /// <summary>Text that is compared whole.</summary>
    Keyword,

    /// <summary>Text that <c>field:value</c> searches by its words.</summary>
    Text,

    /// <summary>An address as text; <c>field:10.0.0.0/8</c> asks for a range.</summary>
    Ip,

    /// <summary>A whole number of 64 bits.</summary>
    Whole,

    /// <summary>A floating-point number of 64 bits.</summary>
    Fraction,

    /// <summary>True or false.</summary>
    Truth,

    /// <summary>A point in time, UTC, in microseconds.</summary>
    Time,

    /// <summary>A length of time. Never the type of a stored field; in a result it is seconds as a floating-point number.</summary>
    Duration,

    /// <summary>
    /// The value of a field that the store does not know: text, or a list of text where the map holds lists. It is compared as a
    /// number where the other side is a number, and so on. In a result, the reader takes a list of one item for the item.
    /// </summary>
    Open,

    /// <summary>A map of names to values, as a whole. It can be shown, but not compared.</summary>
    Map,

    /// <summary>A JSON document, or a part of one. In a result it is text: that of a JSON text without its quotes, and JSON for all else.</summary>
    Document,
}
