namespace Kotwal.City.Audit;

/// <summary>Does what was written down before: what cannot be written down must not be done.</summary>
internal static class AuditFirst
{
    /// <summary>
    /// Writes the deed, does it, and writes that it failed when it did. Once it is written, nobody's leaving ends it: give what is
    /// done no token of a request.
    /// </summary>
    /// <param name="audit">Where it is written.</param>
    /// <param name="deed">What is done.</param>
    /// <param name="act">Does it.</param>
    /// <param name="failure">Why it was not done, in one line; null when it was.</param>
    /// <param name="cancel">Gives up as long as nothing is written.</param>
    public static async Task<T> DoAsync<T>(
        this IAuditTrail audit, AuditDeed deed, Func<Task<T>> act, Func<T, string?> failure, CancellationToken cancel)
    {
        await audit.WriteAsync(deed, cancel);
        T done;
        try
        {
            done = await act();
        }
        catch
        {
            await FailAsync(audit, deed, "it could not be done");
            throw;
        }

        if (failure(done) is { } why)
        {
            await FailAsync(audit, deed, why);
        }

        return done;
    }

    /// <summary>The same for what is done or throws.</summary>
    public static Task DoAsync(this IAuditTrail audit, AuditDeed deed, Func<Task> act, CancellationToken cancel) =>
        audit.DoAsync(deed, async () =>
        {
            await act();
            return true;
        }, _ => null, cancel);

    private static Task FailAsync(IAuditTrail audit, AuditDeed deed, string why) =>
        audit.WriteAsync(deed with { Result = AuditResult.Failed, Detail = why }, CancellationToken.None);
}
