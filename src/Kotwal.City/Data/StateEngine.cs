using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Kotwal.City.Data;

/// <summary>What differs between the databases that can keep the state. One per program; safe for many threads.</summary>
public abstract class StateEngine : IDisposable
{
    private readonly CityWriteGate gate = new();

    private protected StateEngine(CityOptions options)
    {
        Options = options;
    }

    private protected CityOptions Options { get; }

    /// <summary>Where the state is, for people: a file, or a server and a database. No secret.</summary>
    internal abstract string Place { get; }

    /// <summary>The engine that the settings ask for.</summary>
    internal static StateEngine For(CityOptions options) =>
        options.Database == StateDatabase.PostgreSql ? new PostgresEngine(options) : new SqliteEngine(options);

    internal void Configure(DbContextOptionsBuilder builder)
    {
        builder.ReplaceService<IModelCacheKeyFactory, CityModelCacheKey>();
        Connect(builder);
    }

    /// <summary>Says of the whole model how texts are stored, so that all databases compare and order them alike.</summary>
    internal virtual void Finish(ModelBuilder model)
    {
    }

    /// <summary>Whether there is state already.</summary>
    internal abstract Task<bool> ExistsAsync(CityDbContext city, CancellationToken cancel);

    /// <summary>Makes what must be there before the first connection, and looks whether this database will do.</summary>
    internal abstract Task PrepareAsync(CityDbContext city, CancellationToken cancel);

    /// <summary>Keeps a copy of the state before it is migrated.</summary>
    /// <returns>Where the copy is; null where that is the operator's work.</returns>
    internal abstract Task<string?> CopyAsideAsync(CityDbContext city, string stamp, CancellationToken cancel);

    /// <summary>Waits for the turn to save one set of changes, which is a transaction by itself.</summary>
    internal abstract Task<IDisposable> EnterSaveAsync(CancellationToken cancel);

    /// <summary>Waits for the turn of this process to read and then write.</summary>
    internal Task<IDisposable> EnterAsync(CancellationToken cancel) => gate.EnterAsync(cancel);

    /// <summary>Inside a transaction that has begun: waits until no other process is in one.</summary>
    internal abstract Task TakeTurnAsync(CityDbContext city, CancellationToken cancel);

    private protected abstract void Connect(DbContextOptionsBuilder builder);

    /// <inheritdoc/>
    public void Dispose()
    {
        gate.Dispose();
        GC.SuppressFinalize(this);
    }
}
