namespace Kotwal.Events;

/// <summary>What a value was in its record. The value itself is always UTF-8 text.</summary>
public enum FieldKind : byte
{
    /// <summary>Text; any UTF-8 bytes, the empty text included.</summary>
    Text,

    /// <summary>A number in JSON's grammar (RFC 8259, section 6).</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>The field is there and says nothing. The text is empty.</summary>
    Null,
}
