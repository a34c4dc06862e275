using Microsoft.EntityFrameworkCore;

namespace Kotwal.City.Audit;

/// <summary>Does deeds as the trail asks for it: written before they are done, and again when they fail.</summary>
public static class DeedsInTrail
{
    /// <summary>Writes the deed as done, then does it. Whatever it throws is followed by an entry that it failed, and rises.</summary>
    /// <param name="trail">The trail; what it cannot take is not done.</param>
    /// <param name="deed">What is done, with the result <see cref="AuditResult.Done"/>.</param>
    /// <param name="act">Does it.</param>
    /// <param name="cancel">Gives up; not the entry that tells of a failure.</param>
    public static async Task<T> DoAsync<T>(this IAuditTrail trail, AuditDeed deed, Func<Task<T>> act, CancellationToken cancel)
    {
        await trail.WriteAsync(deed, cancel);
        try
        {
            return await act();
        }
        catch (Exception failure)
        {
            await trail.WriteAsync(deed with { Result = AuditResult.Failed, Detail = Words(deed.Detail, failure) }, CancellationToken.None);
            throw;
        }
    }

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

    // The message of an exception may hold what a person typed, or a secret; its name does not.
    private static string Words(string? detail, Exception failure)
    {
        var why = failure switch
        {
            DbUpdateConcurrencyException => "changed by another meanwhile",
            OperationCanceledException => "given up",
            _ => failure.GetType().Name,
        };
        return detail is null ? why : $"{why}; {detail}";
    }
}
