namespace Kotwal.Events.Schema;

/// <summary>Types of fields, in the words of the Elastic Common Schema.</summary>
public enum FieldType : byte
{
    /// <summary>Text that is compared whole.</summary>
    Keyword,

    /// <summary>Text that is searched by its words.</summary>
    Text,

    /// <summary>A whole number of 64 bits.</summary>
    Long,

    /// <summary>A floating-point number of 64 bits.</summary>
    Double,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>An IPv4 or IPv6 address.</summary>
    Ip,

    /// <summary>A point in time, written as RFC 3339.</summary>
    Date,
}
