namespace Kotwal.Lake.Cold;

/// <summary>Why something cold could not be read. The message is a sentence for people.</summary>
internal sealed class ColdException(ColdFault fault, string message, Exception? inner = null) : IOException(message, inner)
{
    public ColdFault Fault => fault;

    /// <summary>The same for people who need not know where the store is: which days, and why in a word. Null where it is about no days.</summary>
    public string? Said { get; init; }
}

/// <summary>What can be wrong with something cold.</summary>
internal enum ColdFault
{
    /// <summary>The store cannot be reached, or is another one.</summary>
    Away,

    /// <summary>The store is there, the object is not.</summary>
    Missing,

    /// <summary>The object has other bytes than were put there.</summary>
    Altered,

    /// <summary>The master key was not given.</summary>
    NoKey,

    /// <summary>It needs more of the cache than there is.</summary>
    TooMuch,
}
