package shop;

import dev.failover.annotations.FailoverService;

@FailoverService.Import({Nowhere.class}) // error: FS041 A client was not generated because a class in @FailoverService.Import cannot be resolved // error: javac cannot find symbol
class ImportUnknown {}
