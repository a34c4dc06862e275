using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Kotwal.City.Data;

/// <summary>Remembers a built model by the assemblies it was made of, because one process may hold several (tests do).</summary>
internal sealed class CityModelCacheKey : IModelCacheKeyFactory
{
    public object Create(DbContext context, bool designTime) => (context.GetType(), ((CityDbContext)context).ModelKey, designTime);
}
