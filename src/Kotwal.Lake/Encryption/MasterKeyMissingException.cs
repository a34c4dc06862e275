namespace Kotwal.Lake.Encryption;

/// <summary>Something is encrypted under a master key that this program was not given.</summary>
public sealed class MasterKeyMissingException : Exception
{
    public MasterKeyMissingException()
    {
    }

    public MasterKeyMissingException(string message)
        : base(message)
    {
    }

    public MasterKeyMissingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
