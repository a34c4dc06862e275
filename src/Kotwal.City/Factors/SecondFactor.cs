namespace Kotwal.City.Factors;

/// <summary>What one account's authenticator app and we share.</summary>
public sealed class SecondFactor
{
    private SecondFactor()
    {
    }

    internal SecondFactor(Guid accountId, byte[] protectedSecret, long lastStep, DateTimeOffset now)
    {
        AccountId = accountId;
        ProtectedSecret = protectedSecret;
        LastStep = lastStep;
        SetUpAt = now;
    }

    public Guid AccountId { get; private set; }

    public DateTimeOffset SetUpAt { get; private set; }

    /// <summary>The secret, encrypted with the keys of the data folder.</summary>
    internal byte[] ProtectedSecret { get; private set; } = [];

    /// <summary>The period of 30 seconds whose code was taken last; it and those before are not taken again.</summary>
    internal long LastStep { get; private set; }

    internal void Spend(long step) => LastStep = step;
}
