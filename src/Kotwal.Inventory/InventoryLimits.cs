namespace Kotwal.Inventory;

/// <summary>Bounds of what is read from documents of strangers. What passes one is refused with a reason.</summary>
public static class InventoryLimits
{
    /// <summary>Bytes of a document's beginning that tell its format.</summary>
    public const int DetectBytes = 4096;

    /// <summary>Most items of one document.</summary>
    public const int MaxItems = 1_000_000;

    /// <summary>Longest value of an attribute and longest cell of a table, in characters.</summary>
    public const int MaxValueCharacters = 1024 * 1024;

    /// <summary>Longest name of an attribute and longest heading, in characters.</summary>
    public const int MaxNameCharacters = 256;

    /// <summary>Longest mark, in characters.</summary>
    public const int MaxIdentifierCharacters = 1024;

    /// <summary>Most values of each sort (marks, attributes, relations) that one item keeps.</summary>
    public const int MaxValues = 10_000;

    /// <summary>Most columns of a table.</summary>
    public const int MaxColumns = 1024;

    /// <summary>Longest row of a table, in characters.</summary>
    public const int MaxRowCharacters = 4 * 1024 * 1024;

    /// <summary>Deepest nesting of JSON and XML.</summary>
    public const int MaxDepth = 64;

    /// <summary>Largest single object of a JSON document that is read piece by piece, in bytes.</summary>
    public const int MaxPartBytes = 16 * 1024 * 1024;

    /// <summary>Most bytes of a document that is kept whole while it is read, and of a spreadsheet after unpacking: 512 MiB.</summary>
    public const long MaxDocumentBytes = 512L * 1024 * 1024;

    /// <summary>Most bytes of a spreadsheet before unpacking, when it has to be kept: 128 MiB.</summary>
    public const long MaxPackedBytes = 128L * 1024 * 1024;
}
