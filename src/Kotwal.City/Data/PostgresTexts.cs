using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Kotwal.City.Data;

/// <summary>
/// Cleans the texts of every command, rows and questions alike: PostgreSQL refuses what SQLite takes, and logs of strangers hold
/// anything. A row that is refused for ever would stop the pipeline for ever.
/// </summary>
internal sealed class PostgresTexts : DbCommandInterceptor
{
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Clean(command);
        return new(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Clean(command);
        return new(result);
    }

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        Clean(command);
        return new(result);
    }

    private static void Clean(DbCommand command)
    {
        foreach (DbParameter parameter in command.Parameters)
        {
            parameter.Value = parameter.Value switch
            {
                string text => StorableText.Of(text),
                string[] texts => Array.ConvertAll(texts, StorableText.Of),
                List<string> texts => texts.ConvertAll(StorableText.Of),
                var other => other,
            };
        }
    }
}
