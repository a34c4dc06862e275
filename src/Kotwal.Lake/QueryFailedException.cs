using Kotwal.Hunt;

namespace Kotwal.Lake;

/// <summary>A hunt that is right in its grammar and yet could not be answered: out of time, memory or meaning.</summary>
public sealed class QueryFailedException : Exception
{
    public QueryFailedException()
    {
    }

    public QueryFailedException(string message)
        : base(message)
    {
    }

    public QueryFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The place in the hunt's text, where a name or a type there has no meaning over the store; null for other causes.</summary>
    public HuntError? Error { get; init; }
}
