using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Kotwal.City.Data;

/// <summary>
/// The state of all desks. It names no entity: rooms contribute their mappings with <c>AddCityEntities</c>, and read and write
/// through <c>Set&lt;T&gt;()</c>. Take one from the factory per question; it is not safe for several threads.
/// </summary>
/// <remarks>
/// Model-wide: times are UTC microseconds, enums are text, and an id type that wraps one <see cref="Guid"/> is stored as that.
/// What is read in order to be written, and several saves that belong together, go through <see cref="BeginWriteAsync"/>: one at a
/// time over all processes, on every database. SQLite has one writer at a time at all, so that there every save waits its turn.
/// </remarks>
public sealed class CityDbContext(DbContextOptions<CityDbContext> options, CityEntities entities, StateEngine engine) : DbContext(options)
{
    private CityWrite? write;

    internal string ModelKey => entities.Key;

    /// <summary>Waits for the turn to write and opens a transaction. What was read before is read again by the caller.</summary>
    /// <returns>Commit it, or dispose it to undo; disposing lets the next writer in.</returns>
    public async Task<CityWrite> BeginWriteAsync(CancellationToken cancel)
    {
        var turn = await engine.EnterAsync(cancel);
        var transaction = default(IDbContextTransaction);
        try
        {
            transaction = await Database.BeginTransactionAsync(cancel);
            await engine.TakeTurnAsync(this, cancel);
            write = new CityWrite(transaction, turn, () => write = null);
            return write;
        }
        catch
        {
            if (transaction is not null)
            {
                await transaction.DisposeAsync();
            }

            turn.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (write is not null)
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }

        using var turn = await engine.EnterSaveAsync(cancellationToken);
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <summary>Not offered: waiting for the turn to write would block a thread.</summary>
    public override int SaveChanges(bool acceptAllChangesOnSuccess) => throw new NotSupportedException("Use SaveChangesAsync.");

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcMicrosecondsConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(64);
        foreach (var id in entities.TypedIds())
        {
            configurationBuilder.Properties(id).HaveConversion(typeof(TypedIdConverter<>).MakeGenericType(id));
        }
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var assembly in entities.Mapped())
        {
            modelBuilder.ApplyConfigurationsFromAssembly(assembly);
        }

        engine.Finish(modelBuilder);
    }
}
