using Microsoft.EntityFrameworkCore;

namespace Kotwal.City.Audit;

/// <summary>Does deeds as the trail asks for it: written before they are done, and again when they fail.</summary>
public static class DeedsInTrail
{
    /// <summary>
    /// Writes the deed as done, then does it. That it failed, or whatever it throws, is followed by an entry that says so; what is thrown
    /// rises. Once it is written, nobody's leaving ends it: give what is done no token of a request.
    /// </summary>
    /// <param name="trail">The trail; what it cannot take is not done.</param>
    /// <param name="deed">What is done, with the result <see cref="AuditResult.Done"/>.</param>
    /// <param name="act">Does it.</param>
    /// <param name="failure">Why it was not done, in one line; null when it was.</param>
    /// <param name="cancel">Gives up as long as nothing is written.</param>
    public static async Task<T> DoAsync<T>(
        this IAuditTrail trail, AuditDeed deed, Func<Task<T>> act, Func<T, string?> failure, CancellationToken cancel)
    {
        await trail.WriteAsync(deed, cancel);
        T done;
        try
        {
            done = await act();
        }
        catch (Exception error)
        {
            await FailAsync(trail, deed, Words(error));
            throw;
        }

        if (failure(done) is { } why)
        {
            await FailAsync(trail, deed, why);
        }

        return done;
    }

    /// <summary>The same for what is done or throws.</summary>
    public static Task<T> DoAsync<T>(this IAuditTrail trail, AuditDeed deed, Func<Task<T>> act, CancellationToken cancel) =>
        trail.DoAsync(deed, act, _ => null, cancel);

    /// <summary>The same for a deed that has no answer.</summary>
    public static Task DoAsync(this IAuditTrail trail, AuditDeed deed, Func<Task> act, CancellationToken cancel) =>
        trail.DoAsync(
            deed,
            async () =>
            {
                await act();
                return true;
            },
            cancel);

    private static Task FailAsync(IAuditTrail trail, AuditDeed deed, string why) => trail.WriteAsync(
        deed with { Result = AuditResult.Failed, Detail = deed.Detail is null ? why : $"{why}; {deed.Detail}" }, CancellationToken.None);

    // The message of an exception may hold what a person typed, or a secret; its name does not.
    private static string Words(Exception error) => error switch
    {
        DbUpdateConcurrencyException => "changed by another meanwhile",
        OperationCanceledException => "given up",
        _ => error.GetType().Name,
    };
}
