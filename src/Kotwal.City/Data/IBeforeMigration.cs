namespace Kotwal.City.Data;

/// <summary>What is to happen before the state of an earlier program is changed, so that there is a way back. Called once, when nothing has changed yet.</summary>
public interface IBeforeMigration
{
    /// <exception cref="IOException">It could not be done; nothing is migrated.</exception>
    Task RunAsync(CancellationToken cancel);
}
