#!/usr/bin/env python3
"""One peer, one task, one process.   peers.py PEER pairs|projection TABLE.csv [OUT.csv]

pairs: the pairs of bodies that share two members or more, from CSV to CSV; projection: all pairs, kept in memory.
PEER: mkl scipy topn duckdb polars chdb. Each is used as its manual has it, with two threads at most.
With `projection` the last line printed is the CPU seconds that making it took, without reading.
"""
import os
import sys
import time

for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "POLARS_MAX_THREADS"):
    os.environ.setdefault(name, "2")

PEER, TASK, TABLE = sys.argv[1:4]
OUT = sys.argv[4] if len(sys.argv) > 4 else None
LEAST = 2 if TASK == "pairs" else 1
JOIN = f"""SELECT x.body_id a, y.body_id b, count(*) c FROM m x JOIN m y ON x.member_id = y.member_id AND x.body_id < y.body_id
GROUP BY x.body_id, y.body_id HAVING count(*) >= {LEAST}"""


def matrix(kind):
    import numpy as np
    import polars as pl
    import scipy.sparse as sp

    table = pl.read_csv(TABLE, schema={"member_id": pl.Int32, "body_id": pl.Int32})
    member, body = table["member_id"].to_numpy(), table["body_id"].to_numpy()
    return sp.csr_matrix((np.ones(len(member), kind), (body, member)))


def write_upper(product):
    """The upper triangle of a matrix of counts, as far as it is at least two."""
    import polars as pl
    import scipy.sparse as sp

    product.data[product.data < 2] = 0
    product.eliminate_zeros()
    upper = sp.triu(product, k=1, format="coo")
    pl.DataFrame({"a": upper.row, "b": upper.col, "c": upper.data.astype("int32")}).write_csv(OUT)


def sparse(kind, multiply):
    boards = matrix(kind)
    started = time.process_time()
    product = multiply(boards)
    spent = time.process_time() - started
    if OUT:
        write_upper(product)
    return spent


def mkl():
    import glob

    found = glob.glob(os.path.join(sys.prefix, "lib", "libmkl_rt.so*"))
    if found:
        os.environ.setdefault("MKL_RT", found[0])
    import numpy as np
    from sparse_dot_mkl import gram_matrix_mkl

    return sparse(np.float32, lambda boards: gram_matrix_mkl(boards, transpose=True))


def scipy():
    import numpy as np

    return sparse(np.int32, lambda boards: boards @ boards.T)


def topn():
    import numpy as np
    from sparse_dot_topn import sp_matmul

    return sparse(np.int32, lambda boards: sp_matmul(boards, boards.T.tocsr(), n_threads=2))


def duckdb():
    import duckdb as engine

    base = engine.connect()
    base.execute("SET threads=2; SET preserve_insertion_order=false")
    columns = "{'member_id': 'INTEGER', 'body_id': 'INTEGER'}"
    base.execute(f"CREATE TABLE m AS SELECT * FROM read_csv('{TABLE}', header=true, columns={columns})")
    started = time.process_time()
    base.execute(f"CREATE TABLE r AS {JOIN}")
    spent = time.process_time() - started
    if OUT:
        base.execute(f"COPY r TO '{OUT}' (HEADER)")
    return spent


def polars():
    import polars as pl

    table = pl.read_csv(TABLE, schema={"member_id": pl.Int32, "body_id": pl.Int32})
    started = time.process_time()
    pairs = (
        table.lazy()
        .join(table.lazy(), on="member_id", suffix="_2")
        .filter(pl.col("body_id") < pl.col("body_id_2"))
        .group_by("body_id", "body_id_2")
        .agg(pl.len().alias("c"))
        .filter(pl.col("c") >= LEAST)
        .collect(engine="streaming")
    )
    spent = time.process_time() - started
    if OUT:
        pairs.write_csv(OUT)
    return spent


def chdb():
    from chdb import session

    base = session.Session()
    base.query("CREATE DATABASE IF NOT EXISTS d ENGINE=Atomic")
    base.query("CREATE TABLE d.m (member_id UInt32, body_id UInt32) ENGINE=Memory")
    columns = "member_id UInt32, body_id UInt32"
    base.query(f"INSERT INTO d.m SELECT * FROM file('{TABLE}', 'CSVWithNames', '{columns}') SETTINGS max_threads=2")
    join = JOIN.replace("FROM m x JOIN m y", "FROM d.m x JOIN d.m y").replace(" AND x.body_id < y.body_id", "")
    join = join.replace("GROUP BY", "WHERE x.body_id < y.body_id GROUP BY")
    started = time.process_time()
    base.query(f"CREATE TABLE d.r ENGINE=Memory AS {join} SETTINGS max_threads=2")
    spent = time.process_time() - started
    if OUT:
        base.query(f"SELECT * FROM d.r INTO OUTFILE '{OUT}' TRUNCATE FORMAT CSVWithNames")
    return spent


print(globals()[PEER]())
