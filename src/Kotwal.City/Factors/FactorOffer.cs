namespace Kotwal.City.Factors;

/// <summary>A secret offered to an authenticator app. It must not be logged or kept.</summary>
/// <param name="Ticket">Carries the secret, encrypted, to the step that confirms it.</param>
/// <param name="Secret">To be typed into an app: base 32.</param>
/// <param name="Uri">To be scanned: <c>otpauth://…</c>.</param>
public sealed record FactorOffer(string Ticket, string Secret, string Uri)
{
    /// <summary>Says nothing of the secret.</summary>
    public override string ToString() => nameof(FactorOffer);
}

/// <summary>How an account stands with its second factor.</summary>
/// <param name="Since">When the app was set up; null when there is none.</param>
/// <param name="CodesLeft">Recovery codes that were not used.</param>
public sealed record FactorState(DateTimeOffset? Since, int CodesLeft);
