namespace Kotwal.Lake.DuckDb;

/// <summary>The engine could not answer: out of memory, a value out of range, a function that refused.</summary>
internal sealed class DuckDbRefusedException : Exception
{
    public DuckDbRefusedException()
    {
    }

    public DuckDbRefusedException(string message)
        : base(message)
    {
    }

    public DuckDbRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
