namespace Kotwal.Health;

/// <summary>Looks after one thing, every minute; what it finds goes to the voice. A failure of one stops no other.</summary>
internal interface IHealthCheck
{
    /// <summary>Looks.</summary>
    ValueTask LookAsync(CancellationToken cancel);
}
